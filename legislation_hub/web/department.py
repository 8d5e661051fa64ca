"""The department's wing: what is asked of it, by when, and its answer in writing."""

from flask import Blueprint

from legislation_hub.vocabulary import Role
from legislation_hub.web.edge import only

wing = Blueprint("department", __name__, url_prefix="/department")
wing.before_request(only(Role.DEPARTMENT_OFFICER))
