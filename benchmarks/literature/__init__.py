"""Published models, written anew from their equations and solved to the limits of their paper."""
