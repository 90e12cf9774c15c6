"""The visitor's theme, and colours that mean the same everywhere and can be read on it: text at 4.5 to 1 or more."""

import streamlit as st

MARK = "#e0a100"  # what to look at: a reported figure, a misread flower, a clicked cell
RIGHT, WRONG = "#2a9d8f", "#e4572e"
POSITIVE, NEGATIVE = (228, 87, 46), (47, 111, 176)  # a number's sign, in pictures
# Streamlit's own background and text, light and dark
PAPER = {False: (255, 255, 255), True: (23, 22, 20)}
INK = {False: (47, 45, 43), True: (237, 235, 232)}


def variables(selector):
    """CSS that gives these colours to what a selector finds, as var(--right) and so on."""
    signs = {"positive": hexadecimal(POSITIVE), "negative": hexadecimal(NEGATIVE)}
    colours = {"mark": MARK, "right": RIGHT, "wrong": WRONG, **signs}
    return f"{selector} {{{' '.join(f'--{name}: {colour};' for name, colour in colours.items())}}}\n"


def hexadecimal(colour):
    """The "#rrggbb" of three numbers up to 255."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def is_dark():
    return st.context.theme.type == "dark"


def ink(dark):
    """The colour of text in a picture."""
    return hexadecimal(INK[dark])


def muted(dark):
    """The colour of an axis, a legend, a remark."""
    return "#a9b0bb" if dark else "#5f6368"


def reported(dark):
    """The colour of words about what a document reports."""
    return MARK if dark else "#8a6400"
