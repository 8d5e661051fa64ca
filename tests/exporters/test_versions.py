from legislation_hub.exporters.versions import file_name, law_paper


def test_a_file_is_called_by_the_title_and_holds_only_what_a_name_may_hold():
    assert file_name("动物防疫法（修订草案）（二审稿）", "docx") == "动物防疫法（修订草案）（二审稿）.docx"
    assert file_name('../a/b:*?"<>|\u202e\x07 c. ', "pdf") == "a b c.pdf"
    assert file_name("...", "md") == "text.md"
    assert len(file_name("国" * 500, "docx").encode()) < 255


def test_a_version_is_dated_by_its_publication_in_the_county(make):
    version = make.version(title="某条例", reading="二审稿", ordinal=2)
    paper = law_paper(version)

    assert paper.name == "某条例（二审稿）"
    assert paper.made_at == version.published_at
    assert (paper.imprint.work, paper.imprint.ordinal) == (str(version.draft_id), 2)
    assert paper.imprint.station == version.station.name
