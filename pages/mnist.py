import streamlit as st

from pages.shared.router import hand_over

hand_over()
st.title("mnist")
