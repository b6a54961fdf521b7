import django.db.models.deletion
import parvis.kernel.ids
import parvis.kernel.rows
from django.db import migrations, models


def keep_sizes(apps, schema_editor):
    """The sizes made so far (WebP) become renditions."""
    Attachment, Rendition = apps.get_model("posts", "Attachment"), apps.get_model("posts", "Rendition")
    for row in Attachment.objects.exclude(large="").iterator():
        Rendition.objects.bulk_create(
            Rendition(attachment=row, size=size, is_modern=False, media_type="image/webp", file=getattr(row, size).name,
                      width=row.width or 1, height=row.height or 1)
            for size in ("small", "large") if getattr(row, size)
        )


class Migration(migrations.Migration):

    dependencies = [("posts", "0002_comment_answers")]

    operations = [
        migrations.AddField(model_name="attachment", name="moves", field=models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Rendition",
            fields=[
                ("id", parvis.kernel.rows.IdField(default=parvis.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("size", models.CharField(max_length=10)),
                ("is_modern", models.BooleanField()),
                ("media_type", models.CharField(max_length=100)),
                ("file", models.FileField(max_length=200, upload_to="attachments/%Y/%m/")),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("attachment", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="renditions", to="posts.attachment")),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("attachment", "size", "is_modern"), name="rendition_once")]},
        ),
        migrations.RunPython(keep_sizes, migrations.RunPython.noop),
    ]
