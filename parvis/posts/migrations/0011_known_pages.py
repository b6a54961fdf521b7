from django.db import migrations, models

from parvis.kernel.addresses import key_of


def give_keys(apps, schema_editor):
    card_of = apps.get_model("posts", "LinkCard")
    waiting = []
    for card in card_of.objects.only("pk", "url").iterator(2000):
        card.key = key_of(card.url)
        waiting.append(card)
        if len(waiting) == 2000:
            card_of.objects.bulk_update(waiting, ["key"])
            waiting = []
    card_of.objects.bulk_update(waiting, ["key"])


class Migration(migrations.Migration):
    dependencies = [("posts", "0010_service_signature")]
    operations = [
        migrations.AddField("linkcard", "key", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("linkcard", "home", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.AddField("linkcard", "said_on", models.DateField(null=True)),
        migrations.AddField("postlink", "is_attached", models.BooleanField(default=False)),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("linkcard", "key", models.CharField(blank=True, db_index=True, max_length=64)),
    ]
