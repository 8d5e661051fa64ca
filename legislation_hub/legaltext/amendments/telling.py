"""All that an amendment has to tell: what a person should look at, and what merely followed by rule."""

from legislation_hub.vocabulary import N_

# Not read, or not done

OTHER_LAW = N_("This clause amends another law, %(law)s; it was passed over.")
OTHER_BASE = N_("The decision is about %(law)s, and the base is called %(title)s; check that it is the right one.")
NOT_READ = N_("This part of the clause could not be read as an instruction.")
NOT_CLOSED = N_("A quotation mark is not closed in this clause.")
NO_PLACE = N_("The place that is named is not in the base, or is there more than once; nothing was done.")
NO_TEXT = N_("The new text could not be read, or is not given; nothing was done.")
TWICE = N_("%(place)s was amended by an earlier clause already; nothing was done.")
NOT_FOUND = N_("%(place)s: “%(wording)s” does not stand there; nothing was done.")
TOO_OFTEN = N_("%(place)s: “%(wording)s” stands there %(count)s times, and one is meant; nothing was done.")

# Done, and to be checked

NO_MARK = N_("%(place)s: “%(text)s” was added without a mark before it; check whether one belongs there.")
NUMBER_TAKEN = N_("The number %(label)s is taken or leaves a gap; it got the next free place.")
NUMBERS_KEPT = N_("The articles of the base are not counted without gaps; numbers were kept.")
BETWEEN_HEADINGS = N_("%(label)s stands between two headings; it was put at the end of the first.")
REFERS_TO_GONE = N_("%(place)s refers to %(old)s, which is gone or divided; check it.")
REFERS_TO_REWORDED = N_("%(place)s refers to %(new)s, which was reworded; check it.")
REFERS_BACK = N_("%(place)s says “%(old)s”, and another paragraph stands there now; check what it means.")
CONTENTS_KEPT = N_("The table of contents does not list the headings and was left.")
ADAPTS = N_("The decision lets other words follow; what it does not spell out was not changed.")
READ_AGAIN = N_("Read again from its own text, the law is not quite the same; look it through.")

# Followed by a rule

NO_CHANGE = N_("This clause changes nothing in the text of the law.")
IN_FORCE = N_("This says when the decision comes into force.")
SHIFTED = N_("By the rule that the order of the articles follows: %(old)s becomes %(new)s.")
HEADING_SHIFTED = N_("%(old)s becomes %(new)s because a heading before it came or went.")
REFERENCE_CHANGED = N_("In %(place)s the reference to %(old)s was changed to %(new)s.")
ITEM_MARK = N_("The mark at the end of item %(label)s was set to “%(mark)s”, as the list now runs.")
END_KEPT = N_("%(place)s: the mark “%(mark)s” at the end was kept; the decision quotes none.")
MARK_ADDED = N_("%(place)s: “%(text)s” was added with the mark “%(mark)s” that stands there.")
ALL_CHANGED = N_("%(place)s: “%(wording)s” stands there %(count)s times; all were changed.")
EVERYWHERE = N_("“%(wording)s” stands in the text %(count)s times; all were changed.")
NOTE_KEPT = N_("The note under the title was left as it was.")

FOLLOWED = frozenset(
    {
        NO_CHANGE,
        IN_FORCE,
        SHIFTED,
        HEADING_SHIFTED,
        REFERENCE_CHANGED,
        ITEM_MARK,
        END_KEPT,
        MARK_ADDED,
        ALL_CHANGED,
        EVERYWHERE,
        NOTE_KEPT,
    }
)
