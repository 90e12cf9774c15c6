"""Tables of small named parts of a network and of its training, and the tape that they are recorded on."""
