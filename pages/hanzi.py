from pages.shared.router import hand_over

hand_over()

from datasets.sources import hanzi
from pages.shared.images.body import body
from pages.shared.images.drawing import Hand
from pages.shared.images.preprocess import as_hanzi
from pages.shared.images.sources import Upload, choose_source
from pages.shared.layout import heading, onward
from pages.shared.text import _

experiment = heading(
    "hanzi",
    _(
        "Twelve characters, 博学笃志切问近思自由无用, in 28 × 28 pixels. What helps most to read them: more epochs, "
        "more units, or other images?"
    ),
)
otherwise = _(
    "Exact here: the initial weights uniform(0, 1) / fan-in, one bias per layer, pixels of 0 and 255, and the "
    "rate that falls once the loss is below 1.\n"
    "- A bug lets only **every 500th sample** back-propagate: 300 epochs do less than one could. *As "
    "published* does the same, with correct gradients.\n"
    "- Its test loop **trains on the test data**. Here the held-out images are only read.\n"
    "- Newer image readers give one-bit images as true and false: 255 − pixel is then 254 or 255, and "
    "**nothing is learned**. Here ink is ink, whatever the file."
)


def keep(files):
    """The last of the uploaded zips."""
    return hanzi.keep_upload(files[-1].name, files[-1].getvalue())


upload = Upload(
    _("A zip of images"),
    _(
        "A folder for each class, with images of any size; classes.txt may name them. Folders such as train and test "
        "that hold the same classes are put together"
    ),
    keep,
    ("zip",),
)
source = choose_source("hanzi", hanzi.available(), upload)
notice = _(
    ":material/draw: These characters are **written by a generator**, not by hand: real ones can be uploaded under "
    "*Other images* in the sidebar."
)
body(experiment, source, Hand(0.036, as_hanzi), otherwise, notice if source == "generated" else None)
onward("hanzi")
