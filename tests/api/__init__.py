"""The API from outside: who may, pages, versions, files, and the contract."""
