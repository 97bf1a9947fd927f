package main

import (
	"example.com/pulumi-yandex360/sdk/go/yandex360"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(declare)
}

func declare(ctx *pulumi.Context) error {
	sales, err := yandex360.NewSharedMailbox(ctx, "sales", &yandex360.SharedMailboxArgs{
		Email:       pulumi.String("sales@example.org"),
		Name:        pulumi.String("Sales"),
		Description: pulumi.String("Offers and orders"),
	}, pulumi.Protect(true))
	if err != nil {
		return err
	}

	// Employees who are not listed lose their access: the next preview after a refresh shows whom that would be.
	access, err := yandex360.NewMailboxAccessList(ctx, "sales-access", &yandex360.MailboxAccessListArgs{
		MailboxId: sales.ID(),
		Access: yandex360.MailboxAccessEntryArray{
			yandex360.MailboxAccessEntryArgs{
				ActorId: pulumi.String("1130000000000002"),
				Roles:   pulumi.StringArray{yandex360.RoleOwner},
			},
			yandex360.MailboxAccessEntryArgs{
				ActorId: pulumi.String("1130000000000003"),
				Roles:   pulumi.StringArray{yandex360.RoleEditor, yandex360.RoleSender},
			},
		},
		Notify: yandex360.NotifyDelegates,
	})
	if err != nil {
		return err
	}

	boss, err := yandex360.NewDelegatedMailbox(ctx, "boss", &yandex360.DelegatedMailboxArgs{
		OwnerId: pulumi.String("1130000000000001"),
	}, pulumi.Protect(true))
	if err != nil {
		return err
	}

	_, err = yandex360.NewMailboxAccess(ctx, "boss-anna", &yandex360.MailboxAccessArgs{
		MailboxId: boss.ID(),
		ActorId:   pulumi.String("1130000000000002"),
		Roles:     pulumi.StringArray{yandex360.RoleImapAdmin, yandex360.RoleSender},
		Notify:    yandex360.NotifyNone,
	})
	if err != nil {
		return err
	}

	ctx.Export("whoHasAccess", access.Access)
	return nil
}
