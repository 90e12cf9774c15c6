"""The panel of image sources: uploads are kept and chosen, bad ones change nothing, downloads are asked for."""

import threading
import time

from streamlit.testing.v1 import AppTest

from datasets import DataError
from pages.shared.images import downloading


def panel():
    import streamlit as st

    from datasets import DataError
    from pages.shared.images.sources import Upload, choose_source

    def keep(files):
        if len(files) > 1 or files[0].getvalue() != b"good":
            raise DataError("these are no images")
        return "upload-good"

    available = st.session_state.get("available", ("digits",))
    st.text(choose_source("page", available, Upload("Images", "Bring your own", keep), downloads=True))


def opened(**query):
    app = AppTest.from_function(panel, default_timeout=20)
    app.query_params.update(query)
    return app.run()


def upload(app, *contents):
    files = [(f"{number}.csv", content, "text/csv") for number, content in enumerate(contents)]
    app.file_uploader[0].set_value(files).run()


def test_an_upload_is_kept_and_chosen():
    app = opened()
    assert app.text[0].value == "digits"
    upload(app, b"good")
    assert app.text[0].value == "upload-good"
    assert app.query_params["page-source"] == "upload-good"


def test_a_bad_upload_is_one_sentence_and_a_good_one_after_it_counts():
    app = opened()
    upload(app, b"bad")
    assert (app.text[0].value, app.error[0].value) == ("digits", "these are no images")
    upload(app, b"bad", b"good")
    assert (app.text[0].value, len(app.error)) == ("upload-good", 0)


def test_a_link_to_an_upload_opens_it_and_other_values_do_no_harm():
    assert opened(**{"page-source": "upload-0123"}).text[0].value == "upload-0123"
    assert opened(**{"page-source": "<script>"}).text[0].value == "digits"


def test_a_download_is_chosen_when_it_has_ended(monkeypatch):
    go_on = threading.Event()
    download = downloading.Download(lambda progress: go_on.wait(5))
    monkeypatch.setattr(downloading, "shared", lambda: download)
    app = opened()
    app.button(key="page-source-download").click().run()
    assert [button.key for button in app.button] == ["page-source-cancel"]
    go_on.set()
    while download.live:
        time.sleep(0.005)
    app.session_state["available"] = ("idx", "digits")
    assert app.run().text[0].value == "idx"


def test_a_failed_download_says_why(monkeypatch):
    def refuse(progress):
        raise DataError("no mirror answers")

    failed = downloading.Download(refuse)
    monkeypatch.setattr(downloading, "shared", lambda: failed)
    app = opened()
    failed._run()
    assert app.run().error[0].value == "no mirror answers"
