

import cms.moderation.models.settings
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('moderation', '0002_reviews_and_contributors'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim_minutes', models.PositiveIntegerField(default=30, help_text='After this many minutes a claim runs out.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10080)])),
                ('batch_words', models.PositiveIntegerField(default=250, help_text='Stories of up to this many words may be approved several at a time.')),
                ('phrases', models.TextField(blank=True, default='Please add a source.\nThe headline says more than the text.\nToo long: cut it by a third.', help_text='Ready reasons for requested changes, one a line.')),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'review',
            },
        ),
        migrations.CreateModel(
            name='ReviewTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('minutes', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10080)])),
            ],
        ),
        migrations.AddField(
            model_name='decision',
            name='changes_since',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='review',
            name='changes',
            field=models.CharField(blank=True, max_length=255),
        ),
        migrations.AddField(
            model_name='review',
            name='deadline',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='review',
            name='is_breaking',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='review',
            name='keys',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='review',
            name='summary',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['step_since'], name='review_waiting'),
        ),
        migrations.AddField(
            model_name='reviewtarget',
            name='format',
            field=models.ForeignKey(limit_choices_to=cms.moderation.models.settings.reviewed_formats, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype'),
        ),
        migrations.AddField(
            model_name='reviewtarget',
            name='setting',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='moderation.reviewsettings'),
        ),
        migrations.AddConstraint(
            model_name='reviewtarget',
            constraint=models.UniqueConstraint(fields=('setting', 'format'), name='review_target_once'),
        ),
    ]
