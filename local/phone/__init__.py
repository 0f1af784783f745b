"""The telephone of the one-machine stage: somebody at a screen rings the line and talks.

A call is a thread (call) that runs the deployed flow through the Connect simulator, with a handset
whose keys are pressed from outside (handset), and writes down what happens (log). Talk can run
faster than life (talk_clock); the stage's own guard ends it all the same. `phone` is all of it
without a word of HTTP, `doors` what a web server on this machine puts in front.
"""
