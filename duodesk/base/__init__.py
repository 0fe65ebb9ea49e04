"""Clock, texts, errors, files: what every part may use; knows nothing of the programme, the store
or Qt.
"""
