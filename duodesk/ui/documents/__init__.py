"""Documents: what is to print, to sign and signed, with the page that will be printed."""
