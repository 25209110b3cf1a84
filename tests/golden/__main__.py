"""Write the golden files anew."""

from tests.golden import rendered

for path, text in rendered():
    path.write_text(text, "utf-8")
