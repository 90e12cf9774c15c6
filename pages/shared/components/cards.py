"""Small pictures with words below, as one element: hundreds of Streamlit's own would slow the page down."""

import base64
import html

import numpy as np
import streamlit as st

from pages.shared.theme import variables

SMALL, LARGE = "5.6rem", "10.5rem"
_STYLE = """
.cards{display:grid;gap:.6rem;grid-template-columns:repeat(auto-fill,minmax(var(--side),1fr))}
.cards figure{margin:0}
.cards img{width:100%;max-width:none;border-radius:.3rem;image-rendering:pixelated;border:1px solid #8884;display:block}
.cards figcaption{font-size:.8rem;line-height:1.25;margin-top:.2rem;text-align:center}
.cards small{opacity:.75}
.bars{display:flex;align-items:flex-end;gap:2px;height:1.6rem;margin-top:.25rem;border-bottom:1px solid #8888}
.bars i{flex:1;background:#8899aa;min-height:1px}
.bars .true{background:var(--right)}
.bars .wrong{background:var(--wrong)}
"""


def grid(cards, width=SMALL):
    """Show cards, as `card` makes them, in as many columns of at least this width as there is room for."""
    st.html(
        f'<style>{variables(".cards")}{_STYLE}</style><div class="cards" style="--side:{width}">{"".join(cards)}</div>'
    )


def card(png, words, more="", bars=""):
    """One picture (PNG bytes) with a line below, a smaller one, and perhaps bars. Texts may hold anything."""
    source = base64.b64encode(png).decode()
    words, more = html.escape(words), html.escape(more)
    picture = f'<img src="data:image/png;base64,{source}" alt="{words} {more}">'
    return f"<figure>{picture}{bars}<figcaption>{words}<br><small>{more}</small></figcaption></figure>"


def bars(probabilities, truth=None):
    """Probabilities (classes,) as little bars: the true class green, a wrong first choice red."""
    chosen = int(np.argmax(probabilities))
    kinds = {chosen: "wrong"} if truth is not None else {}
    kinds |= {} if truth is None else {truth: "true"}
    parts = [
        f'<i class="{kinds.get(number, "")}" style="height:{100 * share:.0f}%"></i>'
        for number, share in enumerate(probabilities)
    ]
    return f'<div class="bars">{"".join(parts)}</div>'
