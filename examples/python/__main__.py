import pulumi
import pulumi_yandex360 as yandex360
from pulumi_yandex360 import Role

sales = yandex360.SharedMailbox(
    "sales",
    email="sales@example.org",
    name="Sales",
    description="Offers and orders",
    opts=pulumi.ResourceOptions(protect=True),
)

# Employees who are not listed lose their access: the next preview after a refresh shows whom that would be.
sales_access = yandex360.MailboxAccessList(
    "sales-access",
    mailbox_id=sales.id,
    access=[
        {"actor_id": "1130000000000002", "roles": [Role.OWNER]},
        {"actor_id": "1130000000000003", "roles": [Role.EDITOR, Role.SENDER]},
    ],
    notify=yandex360.Notify.DELEGATES,
)

boss = yandex360.DelegatedMailbox(
    "boss",
    owner_id="1130000000000001",
    opts=pulumi.ResourceOptions(protect=True),
)

yandex360.MailboxAccess(
    "boss-anna",
    mailbox_id=boss.id,
    actor_id="1130000000000002",
    roles=[Role.IMAP_ADMIN, Role.SENDER],
    notify=yandex360.Notify.NONE,
)

pulumi.export("whoHasAccess", sales_access.access)
