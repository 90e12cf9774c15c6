"""The visitor's theme, for pictures that do not follow it by themselves."""

import streamlit as st


def is_dark():
    return st.context.theme.type == "dark"


def ink(dark):
    """The colour of text in a picture."""
    return "#e6e6e6" if dark else "#333333"
