"""onrecord reads dated news reports and keeps the record they add up to."""

import os

__version__ = "0.1.0"

# Builds of the library that runs the models report its use to their maker unless they are told not to before
# it is imported; what somebody reads here is nobody's business.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
