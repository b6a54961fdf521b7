from django.db import migrations
from django.db.models import Max


def follow_from_now_on(apps, schema_editor):
    """What was said before notices existed is not news."""
    last = apps.get_model("chronicle", "Entry").objects.aggregate(last=Max("id"))["last"]
    apps.get_model("notifications", "Follower").objects.get_or_create(pk=1, defaults={"entry_id": last or 0})


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_first"), ("chronicle", "0001_initial")]
    operations = [migrations.RunPython(follow_from_now_on, migrations.RunPython.noop)]
