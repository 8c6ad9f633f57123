"""The room's code lists, as data: thematic areas, kinds of work, statuses, people, types of organisation.

A file's word is looked up by its folded form (`kernel.languages.folding.fold_name`) among the key, the labels in our
four languages and the other words given here; what is near to one is offered, never taken.
"""
