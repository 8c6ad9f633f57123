"""Documents on paper: PDF files made by the server from templates."""
