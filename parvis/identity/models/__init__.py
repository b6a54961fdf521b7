from .account import Account, AccountManager
from .invitation import AccountInvitation
from .people_import import PeopleImport

__all__ = ["Account", "AccountInvitation", "AccountManager", "PeopleImport"]
