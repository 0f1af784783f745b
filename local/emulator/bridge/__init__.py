"""ministack started in our own process image, with what it lacks repaired.

Run by the emulator's own interpreter: `python -m local.emulator.bridge`. Nothing here imports
anything but ministack, the standard library and its neighbours. One module holds one repair;
its docstring says what AWS does, what ministack does, and what is changed.
"""
