"""What the networks of all seeds read in one picture: their votes, in words and as a chart."""

from dataclasses import dataclass

import altair as alt
import numpy as np
import pandas as pd

from pages.shared.text import _, plain
from pages.shared.theme import is_dark, muted


@dataclass(frozen=True)
class Vote:
    """What the networks of all seeds read in one picture: votes (classes,), mean probabilities (classes,)."""

    votes: np.ndarray
    probabilities: np.ndarray

    @property
    def read(self):
        """The class with the most votes; of those with as many, the one held more probable."""
        return int(np.lexsort((self.probabilities, self.votes))[-1])


def counted(probabilities):
    """The Vote of networks that gave these probabilities (networks, classes); the diverged, who gave 0, have none."""
    voters = probabilities[probabilities.any(axis=1)]
    if not len(voters):
        return None
    return Vote(np.bincount(voters.argmax(axis=1), minlength=voters.shape[1]), voters.mean(axis=0))


def verdict(vote, classes):
    """What is read, in words: by how many of the seeds, or how surely if there is one."""
    name, voters = plain(classes[vote.read]), int(vote.votes.sum())
    if voters == 1:
        return _("It reads **{name}**, {share:.1%} sure").format(name=name, share=vote.probabilities[vote.read])
    words = _("It reads **{name}**, say {count} of {all} seeds")
    return words.format(name=name, count=vote.votes[vote.read], all=voters)


def when(networks):
    """Of which epoch the networks are that answer."""
    words = _("Answered by the networks as they were after epoch {epoch} of {epochs}; the bars are their mean.")
    return words.format(epoch=networks.epoch, epochs=networks.spec.epochs)


def votes_chart(vote, classes):
    """A bar for each class, its mean probability, with the votes behind it; what is read in the second colour."""
    numbers = np.arange(len(classes))
    table = pd.DataFrame({"class": classes, "probability": vote.probabilities, "votes": vote.votes})
    table = table.assign(read=numbers == vote.read, words=[str(count) if count else "" for count in vote.votes])
    base = alt.Chart(table).encode(
        x=alt.X(
            "probability:Q",
            title=_("mean probability; the numbers are votes"),
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format=".0%"),
        ),
        y=alt.Y("class:N", title=None, sort=list(classes), axis=alt.Axis(labelOverlap=False)),
        tooltip=[
            alt.Tooltip("class:N", title=_("class")),
            alt.Tooltip("probability:Q", title=_("mean probability"), format=".1%"),
            alt.Tooltip("votes:Q", title=_("votes")),
        ],
    )
    bars = base.mark_bar().encode(color=alt.Color("read:N", legend=None, scale=alt.Scale(domain=[False, True])))
    counts = base.mark_text(align="left", dx=4, color=muted(is_dark())).encode(text="words:N")
    return alt.layer(bars, counts).properties(height=80 + 22 * len(classes), width="container")
