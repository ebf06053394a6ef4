"""The window, the only room that knows Qt.

`view_models` hold what a screen knows and can do (QtCore only), `views` are widgets.
"""
