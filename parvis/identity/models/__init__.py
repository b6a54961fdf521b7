from .account import Account, AccountManager
from .invitation import AccountInvitation

__all__ = ["Account", "AccountInvitation", "AccountManager"]
