"""The jobs behind the commands: each one joins the stages that it needs."""
