"""While the index is built anew beside the old one, whoever searches finds all of it, every time."""

from threading import Event, Thread

from legislation_hub.search.query import parse
from legislation_hub.search.scope import EVERYTHING, Question
from legislation_hub.services.indexing import rebuild

ASKING, TIMES = 3, 4


def test_readers_find_everything_while_the_index_is_built_anew(app, session, make):
    task, shelf = make.task(), app.extensions["shelf"]
    for number in range(20):
        make.comment(task, f"修渠意见{number}")
    session.commit()
    rebuild(session, shelf)
    totals, faults, over = [], [], Event()

    def ask():
        try:
            while not over.is_set():
                totals.append(shelf.index().search(Question(parse("修渠"), EVERYTHING)).total)
        except Exception as fault:
            faults.append(fault)

    readers = [Thread(target=ask) for _ in range(ASKING)]
    for reader in readers:
        reader.start()
    for _ in range(TIMES):
        rebuild(session, shelf)
    over.set()
    for reader in readers:
        reader.join()

    assert faults == []
    assert len(totals) > TIMES
    assert set(totals) == {20}
