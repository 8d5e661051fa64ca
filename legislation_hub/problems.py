"""Everything that can go wrong for a person, each with a status and a text that says what to do.

A problem is raised where it is found and shown once, at the edge: a page, an API answer, a line.
Texts are English source strings; the edge translates them and fills in ``values``.
"""

import re
from collections.abc import Sequence
from typing import ClassVar
from uuid import UUID

from legislation_hub.vocabulary import LABELS, N_, Word


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
        shown = {name: LABELS[value] if isinstance(value, Word) else value for name, value in self.values.items()}
        return self.text % shown if shown else self.text.replace("%%", "%")

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
    text = N_("“%(name)s” is of a kind that cannot be read here. Upload .docx, .doc, .pdf, .html, .txt or .md.")


class FilePartUnknown(Problem):
    """A Word document holds another file whole, of a kind that cannot be read: its text would be missing."""

    status = 422
    text = N_(
        "“%(name)s” holds text from another file that cannot be read here; without it the text would be "
        "incomplete, so nothing was taken. Open it in Word, save it anew as .docx and upload that."
    )


class FileScanned(Problem):
    """A PDF of pictures: nothing in it can be read as text."""

    status = 422
    text = N_(
        "“%(name)s” is a scan: its pages are pictures without text. "
        "Ask for the Word file, or have the text recognised and saved as .docx or .txt."
    )


class FileTooLong(Problem):
    """More pages or text than any law has, or than can be read in time."""

    status = 413
    text = N_("“%(name)s” is longer than can be read here. Upload the law alone, without its enclosures.")


class OfficeMissing(Problem):
    """An old Word file, and no LibreOffice to open it."""

    status = 422
    text = N_(
        "“%(name)s” can be opened only with LibreOffice, which is not installed here. "
        "Save it as .docx in Word or WPS and upload that."
    )


class OfficeFailed(Problem):
    """LibreOffice did not open an old Word file, or not in time."""

    status = 422
    text = N_(
        "“%(name)s” could not be opened; it may be damaged. "
        "Open it where it was written, save it as .docx and upload that."
    )


class RepairNotPossible(Problem):
    """A correction of a line that is not there, or cannot be cut or joined like that."""

    status = 422
    text = N_("Line %(line)s cannot be changed like that. Load the page again and look at the line.")


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


# Taking comments


class CommentRejected(Problem):
    """Something in a comment cannot stand; ``errors`` pairs the name of each field with its text."""

    status = 422
    text = N_("Not saved. Please look at what is marked; nothing of it is lost.")

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        """Keep the fields and their texts, in the order of the form."""
        super().__init__()
        self.errors = tuple(errors)


class MeetingRejected(CommentRejected):
    """Something in the record of a meeting cannot stand; told as with a comment.

    ``spoken`` are the ids of those who were to be taken off its list and have spoken.
    """

    def __init__(self, errors: Sequence[tuple[str, str]], spoken: Sequence[UUID] = ()) -> None:
        """Keep the fields with their texts, and who stays."""
        super().__init__(errors)
        self.spoken = tuple(spoken)


class MeetingChangedMeanwhile(Problem):
    """Two screens wrote one record; nothing is overwritten."""

    status = 409
    text = N_("Somebody else changed this meeting's record in the meantime. Look at it, then put yours in again.")


class MeetingClosed(Problem):
    """A record that was signed is not written on any more."""

    status = 409
    text = N_("The record of this meeting is closed. A slip in a speech is mended by a comment that corrects it.")


class MeetingOpen(Problem):
    """A name is struck where nothing else can be changed any more; before, its line is."""

    status = 409
    text = N_("The record of this meeting is still open: take this person off its list, or change the line.")


class SignedRecordStays(Problem):
    """What two people signed is taken away by nobody but the head of the room."""

    status = 409
    text = N_("The record of this meeting is closed and signed. Only the head of the room takes its scan away.")


class ScanWithheld(Problem):
    """What was taken back may still stand on the signed paper, so only who mends it looks at its scan."""

    status = 403
    text = N_(
        "Something was taken back at this meeting. Until the head of the room has made"
        " sure that none of it can be read on this scan, the scan is not shown."
    )


class TakenBackMeanwhile(Problem):
    """More was taken back than the page told of which somebody answers."""

    status = 409
    text = N_("Something more of this meeting was taken back in the meantime. Please look at the scan once more.")


class SeenToMeanwhile(Problem):
    """A scan that is to make way does not wait for anybody any more."""

    status = 409
    text = N_("This scan was seen to in the meantime and is shown again. It stays as it is.")


class SameScanAgain(Problem):
    """A file comes that is withheld at this meeting, or was taken away from it after something was taken back.

    The head of the room may bring the latter back as a scan, to be looked at once more.
    """

    status = 422
    text = N_(
        "This file was kept here before, and what was taken back may be read on it. Choose the one in which the"
        " words are blackened. If it was taken away by mistake, the head of the room adds it as a scan once more"
        " and confirms it after a look."
    )


class MeetingIncomplete(Problem):
    """A record needs whom it lists and two people to sign it."""

    status = 409
    text = N_("The record cannot be closed yet. Still missing: %(lacks)s.")


class MeetingNotTold(Problem):
    """Nobody is written down who was not told what for (PIPL 17)."""

    status = 409
    text = N_("First tell all present what is done with their words, and say so on this page.")


class ConsultationClosed(Problem):
    """The last day has passed, or the first one has not come."""

    status = 409
    text = N_("“%(title)s” takes no comments now: they are taken from %(opens)s to %(closes)s.")


class CodeClosed(Problem):
    """The room closed this code; its task has another."""

    status = 410
    text = N_("The room closed this QR code. What was said by it is kept.")


class TooOften(Problem):
    """More came at once than people can send; nothing is lost, it only has to wait."""

    status = 429
    text = N_("Very much is coming in at once. Please send again in %(seconds)s seconds.")


class ServerPressed(Problem):
    """So many are sending that whoever comes now would wait long; a device sends again by itself."""

    status = 503
    text = N_("Very many are sending at this moment. Nothing is lost. Please send again in %(seconds)s seconds.")


class SameIdOtherContent(Problem):
    """Two contents came under one id; both are kept."""

    status = 409
    text = N_("Two versions of comment %(number)s arrived, and they differ. Both are kept.")


class ReceiptUnknown(Problem):
    """No submission has this code."""

    status = 422
    text = N_("There is no receipt with this code. Compare it with your receipt, group by group.")


class TooManyAtOnce(Problem):
    """More comments in one request than the server takes."""

    status = 413
    text = N_("At most %(limit)s comments can be sent at once.")


class NotJson(Problem):
    """The body of a request is not what the interface takes."""

    status = 422
    text = N_("The body of the request must be a JSON object as described in openapi.json.")


class OtherAccount(Problem):
    """What was sent belongs to another account than the one that is signed in; a phone is shared."""

    status = 412
    text = N_("Somebody else is signed in here. What waits stays with the person who wrote it down.")


class DeviceTimeUnreadable(Problem):
    """The header in which a device tells its own time holds none."""

    status = 422
    text = N_("The header Device-Time must be a moment with its offset, such as 2026-08-05T09:30:00+08:00.")


# What a phone's file brings in


class WaitingFileBroken(Problem):
    """A file that breaks off, or is none of a phone's."""

    status = 422
    text = N_(
        "This is no whole file of waiting comments: it broke off on the way, or is another file. Save it again on"
        " the phone. Nothing is lost there."
    )


class WaitingFileOther(Problem):
    """A file of a later release of the notebook."""

    status = 422
    text = N_("This file was made by a newer notebook than this server knows. The server has to be updated first.")


class WaitingFileChanged(Problem):
    """The digest in the file is not that of its content."""

    status = 422
    text = N_(
        "This file was changed after the phone wrote it, so nothing was taken from it. Save it again on the phone."
        " Nothing is lost there."
    )


class WaitingFileTooLarge(Problem):
    """More than a phone ever holds."""

    status = 413
    text = N_("This file is larger than %(limit)s MB. Save the waiting comments in several files on the phone.")


class MeetingOfAnother(NotAllowed):
    """A collector does not open what somebody else of their own room records."""

    text = N_(
        "%(name)s called this meeting and writes its record; nobody opens it but %(name)s and the head of the"
        " room. Whoever wants to read it or to add something asks one of the two."
    )


class PhoneOfAnotherRoom(NotAllowed):
    """Who wrote it down walks for another room; only that room's head may bring it in."""

    text = N_(
        "Nobody of this room wrote down what is in this file, so nothing was taken. The head of the collector's"
        " own room can read it in."
    )


class HolderEnded(Problem):
    """The person may not sign in any more, so nothing can be taken in their name."""

    status = 409
    text = N_(
        "The account of %(person)s is disabled, so nothing can be taken in their name. Ask the administrator to"
        " enable it for as long as this takes. Keep the file."
    )


# Pictures and scans


class PictureTooLarge(Problem):
    """More bytes than a picture of a sheet of paper needs."""

    status = 413
    text = N_("This is larger than %(limit)s MB. Photograph it again with less detail.")


class PictureKindUnknown(Problem):
    """The content, not the name, says that it is no picture."""

    status = 415
    text = N_("Pictures are kept as JPG, PNG or WebP; of a meeting's record and a sealed reply also a PDF.")


class PictureUnreadable(Problem):
    """A picture that is broken off or damaged, or made to burst when it is opened."""

    status = 415
    text = N_("This picture is damaged, or has more than %(limit)s million pixels. Photograph it again.")


class PictureIdTaken(Problem):
    """Another picture is kept under the same id."""

    status = 409
    text = N_("Another picture is kept under this id. Nothing was overwritten.")


class PicturesEnough(Problem):
    """Nobody needs so many pictures of one sheet."""

    status = 422
    text = N_("There are %(limit)s pictures here already. Take one away first.")


class PlaceNotNamed(Problem):
    """A picture stands beside one thing."""

    status = 422
    text = N_("Say beside what it stands: one of submission, meeting, slip or task, with its id.")


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


# Places and accounts


class FieldMissing(Problem):
    """A field that is needed is blank."""

    status = 422
    text = N_("“%(field)s” must not be blank.")


class CodeTaken(Problem):
    """Codes are unique among places of one kind, and among the households of a room."""

    status = 409
    text = N_("The code “%(code)s” is in use already. Choose another.")


class UnitNotBelow(Problem):
    """The tree of places: municipality, station, room or department, village, grid."""

    status = 422
    text = N_("“%(name)s” cannot stand there. Choose a place above it of the right kind.")


class NameTaken(Problem):
    """Names to sign in with are unique."""

    status = 409
    text = N_("The name “%(name)s” is in use already. Choose another, for instance with a number.")


class RoleNotAtUnit(Problem):
    """Each role sits at one kind of place."""

    status = 422
    text = N_("“%(name)s” cannot have this role at this place. A collector belongs to a room, for instance.")


class PasswordTooShort(Problem):
    """NIST SP 800-63B: length counts, composition does not."""

    status = 422
    text = N_("The password needs at least %(least)s characters. A short sentence is easy to remember.")


class PasswordTooSimple(Problem):
    """A password that everybody tries first."""

    status = 422
    text = N_("This password is one of those that are tried first. Choose another.")


class PasswordWrong(Problem):
    """Name and password do not belong together."""

    status = 422
    text = N_("Name and password do not belong together. Try again, or ask the administrator for a one-time code.")


class TooManyTries(Problem):
    """The account rests for a while."""

    status = 429
    text = N_("Too many wrong passwords. Try again in %(minutes)s minutes, or ask for a one-time code.")


class CodeWrong(Problem):
    """No such one-time code for this name, or it is too old."""

    status = 422
    text = N_("This name and one-time code do not belong together, or the code is older than seven days.")


class RowsRefused(Problem):
    """A table was not imported; ``rows`` tells each line and the reason."""

    status = 422
    text = N_("Nothing was imported: %(count)s lines need mending. The list says which and why.")

    def __init__(self, rows: list[tuple[int, Problem]]) -> None:
        """Keep the lines (as numbered in the sheet) and the problem of each."""
        super().__init__(count=len(rows))
        self.rows = rows


class SheetUnreadable(Problem):
    """The file is no workbook, or lacks a sheet or a column."""

    status = 422
    text = N_("The sheet “%(sheet)s” with the columns %(columns)s was not found. Use the template of this page.")


class TooManyRows(Problem):
    """A table longer than is read at once."""

    status = 422
    text = N_("The table has more than %(limit)s rows. Divide it and bring one part after the other.")


class IntakeNotReady(Problem):
    """A table is confirmed or dropped once, and only after it was looked through without a remark."""

    status = 409
    text = N_("This table does not wait for a confirmation. Look at what became of it.")


class UnknownWord(Problem):
    """A cell names something that does not exist."""

    status = 422
    text = N_("“%(value)s” is not known in the column “%(column)s”.")


# Drafts and consultations


class BaseNeeded(Problem):
    """An amendment changes a whole text of its own draft; something else was named."""

    status = 422
    text = N_("An amendment is combined with a whole text of the same draft. Choose one of those that are shown.")


class FilePublishedBefore(Problem):
    """The station has this very file already, in whatever draft."""

    status = 409
    text = N_("This file is here already: “%(title)s”. Go on with that one.")


class VersionFrozen(Problem):
    """Provisions stay as they were sent out; a new reading is a new file."""

    status = 409
    text = N_("“%(title)s” has been sent out and its text no longer changes. Upload a new reading instead.")


class NoEarlierVersion(Problem):
    """Comments follow the text from one version to the next; the first has none before it."""

    status = 409
    text = N_("“%(title)s” is the first version of its draft: there is nothing that could follow into it.")


class ProvisionUnknown(Problem):
    """The version has no such provision."""

    status = 422
    text = N_("The provision “%(eid)s” is not in this text.")


class DeadlinePassed(Problem):
    """Nobody could keep a deadline in the past."""

    status = 422
    text = N_("The last day, %(day)s, has passed. Choose a later one.")


class DeadlineBeforeOpening(Problem):
    """What ends must have begun."""

    status = 422
    text = N_("The last day, %(closes)s, comes before the opening on %(opens)s.")


class RoomsDueBeforeClosing(Problem):
    """A room hands up what it heard until the last day."""

    status = 422
    text = N_("Rooms cannot hand up on %(due)s: comments are taken until %(closes)s.")


class NotLater(Problem):
    """An extension gives more time, never less."""

    status = 422
    text = N_("An extension must end after %(day)s.")


class NothingAsked(Problem):
    """A consultation without a text lives by its questions."""

    status = 422
    text = N_("Without a text there must be at least one question.")


class NobodyChosen(Problem):
    """Something sent to nobody."""

    status = 422
    text = N_("Choose at least one room or department.")


class ReasonMissing(Problem):
    """What changes after the sending is explained to everybody."""

    status = 422
    text = N_("Say why: everybody concerned reads the reason.")


class ConsultationSent(Problem):
    """It went out; now it can only be extended, recalled or corrected."""

    status = 409
    text = N_("“%(title)s” has been sent out. Extend, recall or correct it instead.")


class ConsultationNotSent(Problem):
    """Nobody has been told of it yet."""

    status = 409
    text = N_("“%(title)s” has not been sent out yet. Change the plan itself.")


class ConsultationNotAt(Problem):
    """The consultation stands at a stage where this is not done."""

    status = 409
    text = N_("“%(title)s” stands at “%(stage)s” now. This cannot be done at that stage.")


class ConsultationRecalled(Problem):
    """The station took it back; what was said is kept."""

    status = 409
    text = N_("“%(title)s” was recalled and takes nothing more. What was said is kept.")


# Tasks


class TaskNotSigned(Problem):
    """A task is shared by whoever signed for it."""

    status = 409
    text = N_("Sign for the task first.")


class TaskNotHandedUp(Problem):
    """Only what was handed up can be returned."""

    status = 409
    text = N_("%(unit)s has not handed up yet, so there is nothing to return.")


class TaskHandedUp(Problem):
    """The unit handed up; the station can return the task."""

    status = 409
    text = N_("%(unit)s has handed up. The station can return the task.")


# Reviewing, merging, asking


class CommentWithdrawn(Problem):
    """The words were taken back at the person's wish."""

    status = 409
    text = N_("Comment %(number)s was withdrawn at the person's wish. Nothing more can be done with it.")


class NotTheSame(Problem):
    """A comment can be the same only as another one of the room on the same consultation."""

    status = 422
    text = N_("Choose another comment of this room that is neither passed on nor itself the same as another.")


class VerdictsMissing(Problem):
    """A room hands up what it has looked at."""

    status = 409
    text = N_("%(count)s comments still wait for a verdict or for detail. Look at them first.")


class CameTwice(Problem):
    """Nobody can say a verdict on a comment of which it is not known yet which wording stands."""

    status = 409
    text = N_("Two versions of comment %(number)s arrived, and they differ. Compare and settle them first.")


class ConflictsUnsettled(Problem):
    """What is handed up must say what people said; of these it is not known yet which wording stands."""

    status = 409
    text = N_("Of %(count)s comments two versions arrived, and they differ. Compare and settle them first.")


class SlipsUnsettled(Problem):
    """What somebody keyed in from paper is no comment yet, and would be missing from what is handed up."""

    status = 409
    text = N_(
        "%(count)s slips that were keyed in wait for a second reading or for a decision; what they say is no"
        " comment yet. Settle them first."
    )


class SomethingSaid(Problem):
    """A room with comments cannot reply that it has none."""

    status = 409
    text = N_("There are %(count)s comments in this room: hand them up instead.")


class ScanKindUnknown(Problem):
    """A sealed reply is kept as it was scanned."""

    status = 422
    text = N_("“%(name)s” is no scan that can be kept here. Upload a PDF, JPG or PNG file.")


class NothingGathered(Problem):
    """A point stands for at least one comment."""

    status = 422
    text = N_("Choose at least one comment for the point.")


class CommentNotReportable(Problem):
    """Withdrawn, corrected and passed-on comments stand in no point."""

    status = 409
    text = N_("Comment %(number)s was withdrawn, corrected or passed on. It cannot stand in a point.")


class PointDissolved(Problem):
    """The merge was undone in the meantime."""

    status = 409
    text = N_("Point %(number)s was dissolved in the meantime. Look at the list again.")


# Reporting, outcomes, answers


class ReportFrozen(Problem):
    """A signed report is never changed; a correction is a new one that names it."""

    status = 409
    text = N_("Report %(number)s is signed and cannot be changed. Compile a new one that corrects it.")


class ReportNotSigned(Problem):
    """Only a signed report leaves the house."""

    status = 409
    text = N_("Report %(number)s is not signed yet.")


class ReportExists(Problem):
    """One report at a time is written for a unit and consultation."""

    status = 409
    text = N_("Report %(number)s is being written already. Go on with that one.")


class ReportChangedMeanwhile(Problem):
    """Somebody else saved first; nothing is overwritten."""

    status = 409
    text = N_("Somebody else saved this report in the meantime. Look at their text, then put yours in again.")


class SettledMeanwhile(Problem):
    """Whoever decided saw it still open; what somebody else said first is not overruled unseen."""

    status = 409
    text = N_("Somebody settled this in the meantime. Look at what they said; send it again to overrule them.")


class ReportNotAsRead(Problem):
    """Nobody signs what they have not read."""

    status = 409
    text = N_("The report has changed since you opened it. Read it once more, then sign.")


class ReportDoesNotAddUp(Problem):
    """Report, tables and comments must agree before anybody signs; ``differences`` says where they do not."""

    status = 409
    text = N_("The report cannot be signed yet: %(count)s things do not add up. They are listed below.")

    def __init__(self, differences: Sequence[Problem]) -> None:
        """Keep each difference, in the order in which they were found."""
        super().__init__(count=len(differences))
        self.differences = differences


class CommentsNotPlaced(Problem):
    """Every comment stands in exactly one point, or is left out with a reason."""

    status = 409
    text = N_("%(count)s comments stand in no point and were not left out with a reason: %(numbers)s")


class TextMissing(Problem):
    """A section of the report is blank."""

    status = 409
    text = N_("The section “%(section)s” is blank.")


class FigureMissing(Problem):
    """The edited text does not name the figure that the tables have."""

    status = 409
    text = N_("The basic facts do not name “%(figure)s”, which is what the tables add up to.")


class OutcomeIncomplete(Problem):
    """An adopted point names the article, one that was not adopted the reason (DOMAIN: 采纳情况反馈表)."""

    status = 422
    text = N_("Say why it was not adopted, or which article of the passed text takes it up.")


class OutcomePending(Problem):
    """There is nothing to tell yet."""

    status = 409
    text = N_("There is no outcome yet for comment %(number)s.")


class AnswersMissing(Problem):
    """A consultation is answered when everybody who wished to be told has been told."""

    status = 409
    text = N_("%(count)s people still wait to hear what became of their words.")


class DayAhead(Problem):
    """Nobody was told tomorrow."""

    status = 422
    text = N_("This day has not come yet. Choose today or an earlier day.")


class InstanceNotEmpty(Problem):
    """Invented data never mixes with real."""

    status = 409
    text = N_("“%(folder)s” holds data already. The demo wants an empty folder: name another with --data.")


class BackupElsewhere(Problem):
    """PostgreSQL has backup tools of its own."""

    status = 409
    text = N_("This instance uses PostgreSQL: back the database up with pg_dump, and copy the data folder.")


class NotComparable(Problem):
    """A law and a decision that changes one have no provisions in common."""

    status = 409
    text = N_("One text is a whole law, the other an amendment: their provisions cannot be laid side by side.")


class FormatUnknown(Problem):
    """A text leaves the house in the forms of the catalogue and in no other."""

    status = 404
    text = N_("There is no file of the form “%(format)s”; there are: %(formats)s.")


# Slips on paper


class SlipMistyped(Problem):
    """Number and check characters do not belong together, or this is no number of a slip at all."""

    status = 422
    text = N_("This is not the number of a slip. Compare it with the paper. Nothing has been keyed in.")


class SlipsMistyped(Problem):
    """Among several numbers are some that are on no slip of this task."""

    status = 422
    text = N_(
        "These are not on any slip of this task: %(numbers)s. Type the number alone, such as 6, or as it is"
        " printed, such as 6-3W; all from one number to another in the two boxes for that."
    )


class SlipsLetGo(Problem):
    """A slip that nobody keys in any more is not handed out once more."""

    status = 422
    text = N_(
        "What stands on these was taken back at the person's wish: %(numbers)s. They are not keyed in any more,"
        " and not printed again. Please leave them out."
    )


class SlipsTooMany(Problem):
    """More slips are to be printed than one file holds."""

    status = 422
    text = N_("At most %(limit)s slips are printed at a time. Please divide the list.")


class SlipUnknown(Problem):
    """The number proves itself, but no such slip was printed."""

    status = 422
    text = N_("Slip %(number)s was never printed for this task.")


class SlipOfAnotherTask(Problem):
    """A slip of another consultation or room lay in the stack."""

    status = 422
    text = N_("This slip belongs to “%(title)s”, %(room)s. Put it on that stack.")


class SlipKeyed(Problem):
    """A slip is keyed in once; what it said stands already."""

    status = 409
    text = N_("Slip %(number)s was keyed in by %(person)s on %(day)s. It is not keyed in again.")


class SlipBlank(Problem):
    """Somebody said that nothing stands on it."""

    status = 409
    text = N_("Slip %(number)s was noted as blank by %(person)s on %(day)s. If it is not, open it and say so.")


class SlipLetGo(Problem):
    """Whoever wrote it had the room take back what stands on the paper."""

    status = 409
    text = N_("What stands on slip %(number)s was taken back at the person's wish. It is not keyed in any more.")


class SlipSamePerson(Problem):
    """Two readings of one person prove nothing."""

    status = 409
    text = N_("You keyed in slip %(number)s the first time. Somebody else has to do it the second time.")


class OtherWordsGo(Problem):
    """More, or something else, would go with what is taken back than the page told."""

    status = 409
    text = N_(
        "Something was added to this slip in the meantime. Nothing has been taken back."
        " Please read once more what goes with it."
    )


class SlipNotDiffering(Problem):
    """There is nothing to decide: the slip has not been keyed in twice, or is settled."""

    status = 409
    text = N_("Slip %(number)s has no two readings to decide between.")


class SlipEmpty(Problem):
    """Nothing was keyed in; a blank slip is said to be blank."""

    status = 422
    text = N_("Nothing has been keyed in. If nothing stands on the slip, press “Came back blank”.")


class NoSlipsToPrint(Problem):
    """Nobody is left for whom a slip would be printed."""

    status = 422
    text = N_("There is no household here that still needs a slip: all have one, or were heard.")


class TooManySearches(Problem):
    """Each saved search is asked whenever the first page is opened."""

    status = 409
    text = N_("You keep %(limit)s searches already. Remove one that you no longer need, then save this one.")


class SayingUnclear(Problem):
    """A line of the list does not say what leads where."""

    status = 422
    text = N_("Line %(line)s is not clear: write what people say, then =, then what the law says.")


class TooManySayings(Problem):
    """The list is longer than anybody looks after."""

    status = 422
    text = N_("The list may have %(limit)s lines at most.")


class TermUnclear(Problem):
    """A line of the dictionary is no word."""

    status = 422
    text = N_(
        "Line %(line)s is no word: a word has %(shortest)s to %(longest)s characters, without marks or blanks."
    )


class TooManyTerms(Problem):
    """The dictionary is longer than anybody looks after."""

    status = 422
    text = N_("The dictionary may have %(limit)s words at most.")
