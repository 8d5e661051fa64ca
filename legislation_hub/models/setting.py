"""What the administrator words for the whole instance."""

from sqlalchemy.orm import Mapped, mapped_column

from legislation_hub.models.base import Base


class Setting(Base):
    """A named text, such as the label of the county's mechanism and what is said about it."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
