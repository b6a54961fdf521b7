from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("posts", "0003_renditions")]

    operations = [
        migrations.RemoveField(model_name="attachment", name="large"),
        migrations.RemoveField(model_name="attachment", name="small"),
    ]
