"""MLP Explorer: `streamlit run streamlit_app.py`. Workers import this file too, so it does nothing unless it is run."""

if __name__ == "__main__":
    from pages.shared.router import main

    main()
