"""Whether the gate is alive: judgements on a workspace, its git, its CI files and its roster, as values.

``facts`` alone looks at the disk; ``control`` alone writes, and only into a folder of its own. Nothing that
the workspace, its CI files or its git configuration name is ever run.
"""
