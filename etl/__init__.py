"""Files in, candidate out: the only way into the warehouse.

The command line is `python -m etl`. Pages use etl.worker (acts in a process of their own), etl.contract (kinds of
upload), etl.template, etl.telling (findings as sentences) and etl.keep (the list of uploads). Nothing is imported
here, so that the reading child starts quickly.
"""
