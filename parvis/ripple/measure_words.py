"""The sentences of the measures (`parvis.ripple.measures`): what for, of what, for whom, from how many on, how finely, when, whose formula. No
per cent sign in them: numbers are put in with it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

# Of what.
ACTS = _("posts, comments, reactions and shares that others can see")
DAYS = _("the days somebody came, which only that person sees, and posts, comments and reactions that others can see")
OF_POST = _("the post, and the comments, reactions and shares the reader of the page may read; nothing of who read it")
OF_OWN = _("what one wrote, said or shared, what was answered to one, the days one came")

# For whom.
EVERYBODY = _("everybody")
BOTH = _("everybody for the whole, communicators for each group")
COMMUNICATORS = _("communicators")
COMMUNICATORS_LEADERS = _("communicators and leaders")
AUTHOR = _("the author of the post, and communicators who may read it")
ONESELF = _("oneself alone, administrators excluded")

# From how many on.
FLOOR = _("%(floor)s people at least")
FLOOR_FIVE = _("%(floor)s people at least, and five times what is counted")
FLOOR_NOBODY = _("%(floor)s people at least, and nobody who makes more than 70 per cent of it")
FLOOR_FIVE_NOBODY = _("%(floor)s people at least, five times what is counted, and nobody who makes more than 70 per cent of it")  # fmt: skip
TEAMS = _("%(floor)s silent people at least, eight teams on each side, four periods before, twenty people who spoke; otherwise the reason why nothing is said")  # fmt: skip
POST_THRESHOLD = _("none for public words, which bear a name under the post; first voices, five at least; people in places the reader does not read, %(floor)s at least")  # fmt: skip
OWN_THRESHOLD = _("none: it is about oneself")

# How finely.
SHARES = _("shares to the hundredth; of fewer than fifty, nearly none and nearly all are only said as 10 per cent or less, 90 per cent or more")  # fmt: skip
FIVES = _("numbers of people to the nearest five, shares worked out from those")
NO_FEW = _("numbers from one to four are not said, nor those that would come out of a subtraction")
NO_FEW_TEAMS = _("fewer than five teams are not counted, nor points of the drawing behind which there are fewer than five")  # fmt: skip
NO_HANDFUL = _("to the hundredth; “one in ten” from fifty people on, “one in a hundred” from five hundred on")
CURVE = _("the curve ends where fewer than ten people are left; their number to the nearest five")
THOUSANDTH = _("an index from 0 to 1, to the thousandth")
POST_ROUNDING = _("first voices and people elsewhere to the nearest five; new ties from one to four are not said")
AS_IT_IS = _("none")

# When.
MONDAY = _("computed once, on Monday at midnight; the same until the next")
POST_DELAY = _("when the page is opened; first voices on Mondays, a week late; the comparison after seven days, from thirty posts on")  # fmt: skip
AT_ONCE = _("when the page is opened")

# Whether two figures side by side tell of somebody.
STAYS = _("stays as last shown while fewer than five people make a difference; who came and who left both count")
STAYS_FREED = _("stays as last shown while fewer than five silent people have spoken since")
ONE_WEEK = _("moves every week: each counts other people, five at least, and less than that is not said")
PUBLIC_WORDS = _("moves as people speak: it counts words that others read, never who was there")
NOBODY_ELSE = _("moves with what one does: nobody else sees it")

# How long.
YEARS = _("%(years)s years, as figures of groups; no row of them points at a person")
POST_KEPT = _("not kept: worked out each time; what is usual is a dozen coefficients that hold nobody, for a week")
NOWHERE = _("not kept: worked out each time; one click begins it again")

# Whose formula.
PLAIN = _("a plain count or share, as said above")
AT_RISK = _("those who did it for the first time, over those who had not done it when the week began")
KAPLAN_MEIER = _("Kaplan and Meier, 1958; interval of Greenwood")
KAPLAN_MEIER_POSTS = _("Kaplan and Meier, 1958, over posts: one nobody answered counts until the seventh day")
GINI = _("Gini’s coefficient; interval by bootstrap over people (Efron, 1979)")
EXTERNAL_INTERNAL = _("E−I index (Krackhardt and Stern, 1988), beside shuffles where each keeps as many ties")
BLAU = _("Blau, 1977, so that 1 is all units alike")
KINDS_OF = _("a share; kinds after Riemer, Lock Lee, Kjaer and Haeffner (ACIS 2018)")
CALLAWAY = _("Callaway and Sant’Anna, 2021; formulas on the page “How it is computed”")
VIRALITY = _("structural virality (Goel, Anderson, Hofman and Watts, 2015); what is usual by a negative binomial regression")  # fmt: skip
OWN_SOURCE = _("plain counts; the steps are Parvis’s own")

# What for.
WHY_PARTICIPATION = _("To know whether the network is for all or for a few, without saying who.")
WHY_RUNGS = _("To see whether people go from reading to speaking, over months.")
WHY_FIRST_VOICES = _("To know whether people dare to speak for the first time, and to greet them.")
WHY_HAZARDS = _("To see which first step is the hard one.")
WHY_SURVIVAL = _("To know how long it takes to dare, those who have not yet spoken counted too.")
WHY_CONCENTRATION = _("To notice when a few voices cover the others.")
WHY_TWO_WAY = _("To know whether people talk with each other or past each other.")
WHY_REPLIES = _("To know whether who writes is answered.")
WHY_QUESTIONS = _("To send help where questions wait.")
WHY_BRIDGES = _("To see which units meet, and which do not yet.")
WHY_CROSSING = _("To know whether the network brings units closer than chance would.")
WHY_DIVERSITY = _("To know whether conversations mix units.")
WHY_GREETED = _("To keep a promise: every first voice is heard.")
WHY_FALLBACK = _("To know whether those who spoke were given reasons to go on.")
WHY_HEALTH = _("To look after communities that fade, each beside its own kind.")
WHY_LEADERS = _("To know whether leaders answer, which counts more than their posts.")
WHY_NEW_TIES = _("To know whether people reach beyond those they already talk with.")
WHY_EFFECT = _("To know whether leaders who speak set others free, or to say that it cannot be told.")
WHY_POST = _("So that an author knows what their words set in motion.")
WHY_OWN = _("So that each may see where they are, for themselves.")
