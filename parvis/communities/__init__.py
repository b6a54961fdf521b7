"""Groups. open: everyone reads and joins · closed: visible, join on request · secret: by invitation only.
One community, *la place*, is everyone's (`everyone=True`): its members are all persons but guests, without rows."""
