"""The application: every part is named here, nothing is found by magic."""

import gc
from pathlib import Path

from flask import Blueprint, Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.middleware.proxy_fix import ProxyFix

from legislation_hub.models.database import db, harden
from legislation_hub.search.keeping import shelf_at
from legislation_hub.search.query import parse
from legislation_hub.search.sounds import alike
from legislation_hub.settings import PACKAGE, SHIPPED, Settings
from legislation_hub.web import (
    admin,
    api,
    audit,
    carrying,
    department,
    door,
    downloads,
    edge,
    field,
    framing,
    hall,
    health,
    i18n,
    limits,
    meetings,
    municipal,
    pictures,
    public,
    quoting,
    reading,
    remembering,
    room,
    seek,
    slips,
    squeezing,
    station,
    texts,
    wording,
    working,
)

WINGS: tuple[Blueprint, ...] = (
    door.wing,
    room.wing,
    department.wing,
    station.wing,
    admin.wing,
    audit.wing,
    wording.wing,
    public.wing,
    reading.wing,
    texts.wing,
    field.wing,
    meetings.wing,
    slips.wing,
    hall.wing,
    downloads.wing,
    pictures.wing,
    municipal.wing,
    carrying.wing,
    seek.wing,
)

# Connections to the database that stay open: one for each thread that answers and the few that work beside them.
# Any more are opened and closed with each request.
POOL = 20


def create_app(settings: Settings) -> Flask:
    """Return the application for one instance; it opens the database, but neither makes nor changes it."""
    app = Flask(
        "legislation_hub",
        template_folder=str(SHIPPED / "templates"),
        static_folder=str(PACKAGE / "web" / "static"),
    )
    app.config.update(
        HUB=settings,
        SECRET_KEY=settings.secret,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": POOL},
        MAX_CONTENT_LENGTH=settings.upload_limit + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SEND_FILE_MAX_AGE_DEFAULT=3600,
    )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = _compiled(settings.cache)
    db.init_app(app)
    with app.app_context():
        harden(db.engine)
    app.extensions["shelf"] = shelf_at(settings.index, settings.search_database)
    # The paths of the requests that wait for their turn; a server that knows puts its own answer here.
    app.extensions["waiting"] = list
    i18n.init(app, settings)
    quoting.init(app)
    edge.init(app)
    framing.init(app)
    limits.init(app, settings)
    remembering.init(app)
    squeezing.init(app)
    working.init(app)
    for wing in WINGS:
        app.register_blueprint(wing)
    api.init(app)
    health.init(app)
    return app


def warm_up(app: Flask) -> None:
    """Compile every template, load the dictionary: the first must not wait for that, nor the crowd behind them."""
    parse("意见")
    alike("意")
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
    # All this stays: looking again and again whether it may go costs a search a third of a second now and then.
    gc.collect()
    gc.freeze()


def _compiled(cache: Path) -> FileSystemBytecodeCache:
    """Return where compiled templates are kept from one start to the next."""
    folder = cache / "templates"
    # For the program alone: what stands here is run.
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileSystemBytecodeCache(str(folder))
