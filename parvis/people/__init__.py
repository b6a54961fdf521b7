"""Who works here: profiles, units, reporting lines, directory. A person is not a login (that is `identity.Account`).

person    someone who works here, or a guest; rows of the domain point at persons only
unit      a node of the organisation's tree; manager: the link that makes the org chart
mandate   given by a communicator to a member of the top management (a *leader*)
"""
