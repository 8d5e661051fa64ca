"""Everything that can go wrong for a person, each with a status and a text that says what to do.

A problem is raised where it is found and shown once, at the edge: a page, an API answer, a line.
Texts are English source strings; the edge translates them and fills in ``values``.
"""

import re
from typing import ClassVar

from legislation_hub.vocabulary import N_


class Problem(Exception):
    """Something that a person can understand and act on."""

    status: ClassVar[int] = 400
    text: ClassVar[str] = N_("Something is not right.")

    def __init__(self, **values: object) -> None:
        """Keep the values that the text names."""
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        """Return the text in English, for logs and for terminals without a catalogue."""
        return self.text % self.values if self.values else self.text.replace("%%", "%")

    @property
    def type(self) -> str:
        """Return the stable name of this kind of problem, as RFC 9457 wants one."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(self).__name__).lower()


# Who may do what


class NotAllowed(Problem):
    """The actor has no right to this act on this thing."""

    status = 403
    text = N_("This belongs to another place or another duty. You cannot open it with your account.")


class NotFound(Problem):
    """Nothing stands at this address."""

    status = 404
    text = N_("There is nothing at this address.")


class SignInNeeded(Problem):
    """The session ran out, or there never was one."""

    status = 401
    text = N_("Please sign in. What you have typed is kept.")


# Reading a draft's file


class FileEmpty(Problem):
    """The file holds no text."""

    status = 422
    text = N_("“%(name)s” holds no text. Check that the right file was chosen.")


class FileTooLarge(Problem):
    """The file is larger than what is taken."""

    status = 413
    text = N_("“%(name)s” is larger than %(limit)s MB. Remove pictures from it, or split it.")


class FileEncrypted(Problem):
    """The file is protected by a password."""

    status = 422
    text = N_("“%(name)s” is protected by a password. Save it without one and upload it again.")


class FileNotWhatItSays(Problem):
    """The content is not of the kind that the file's name says."""

    status = 422
    text = N_("“%(name)s” is not a real %(kind)s file. Open it where it was written and save it anew.")


class FileUnsafe(Problem):
    """An archive that would burst, or a document that reaches outside itself."""

    status = 422
    text = N_("“%(name)s” cannot be opened safely: it is packed in an unusual way. Save it anew in Word.")


class FileKindUnknown(Problem):
    """No reader for this kind of file."""

    status = 422
    text = N_("“%(name)s” is of a kind that cannot be read here. Upload .docx, .txt or .md.")


class NoProvisions(Problem):
    """The text has neither an article nor a clause."""

    status = 422
    text = N_("No article or clause was found in “%(name)s”. Is it the text of the draft?")


# Forms and requests


class StaleForm(Problem):
    """The form came from a page of an older session."""

    text = N_("This page was open too long. Go back, reload it and send it again: what you typed is kept.")


class RequestTooLarge(Problem):
    """More was sent than the server takes."""

    status = 413
    text = N_("What was sent is larger than %(limit)s MB. Choose a smaller file.")


# Operating


class SchemaNotOurs(Problem):
    """The database was made by another release."""

    status = 503
    text = N_("The database has schema %(found)s, this release needs %(wanted)s. Run: legislation-hub upgrade")


# Checking a report and a receipt without the server


class ManifestUnreadable(Problem):
    """The file is no manifest."""

    status = 422
    text = N_("This is not the manifest of a report.")


class CommentCountedTwice(Problem):
    """A comment stands in two places of one report."""

    status = 422
    text = N_("Comment %(number)s is counted twice in this report.")


class ManifestRootWrong(Problem):
    """The comments listed are not the ones under the root."""

    status = 422
    text = N_("The comments in this manifest are not those that its root stands for. It was changed.")


class ManifestChanged(Problem):
    """Something in the manifest differs from what was signed."""

    status = 422
    text = N_("This manifest was changed after the signing.")


class ReceiptMistyped(Problem):
    """The code cannot be one of ours."""

    status = 422
    text = N_("This code has a slip in it. Compare it with your receipt, group by group.")


class ReceiptUnreadable(Problem):
    """The file is no receipt."""

    status = 422
    text = N_("This is not a receipt file.")


class ReceiptOfAnotherReport(Problem):
    """The receipt does not belong to this manifest."""

    status = 422
    text = N_("This receipt does not belong to report %(report)s.")


class ReceiptNotCounted(Problem):
    """Number, words and salt do not give a leaf under the root."""

    status = 422
    text = N_("Comment %(number)s with these words is not in this report.")


# Searching


class SearchEmpty(Problem):
    """Nothing was asked that could be found."""

    status = 422
    text = N_("Type a word, an article such as 第十二条, or “exact wording” in quotation marks.")


class SearchTooLong(Problem):
    """More was asked than anybody means to find."""

    status = 422
    text = N_("A search takes up to %(limit)s characters. Leave the words that matter most.")


class SearchNotReady(Problem):
    """The index cannot be read now; it is being rebuilt from the database."""

    status = 503
    text = N_("The search is being rebuilt and will be back in a few minutes. Nothing is lost.")
