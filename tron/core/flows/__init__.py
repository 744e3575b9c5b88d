"""The life of a flow: draft, published versions, files, templates, and what a call loads of it."""
