"""Amazon Connect on one machine: it runs the deployed contact flow and tells the world about it.

The flow comes out of the synthesized template (template, flow), is executed action by action
(interpreter, actions, references, contact) and calls the screening Lambda as Connect does
(lambda_event, lambda_invocation). A played call is laid out in time (simulator, legs) and put on
the contact-record stream and the event bus in Connect's shapes (contact_record, contact_events,
publisher). A live call goes on until somebody ends it (live_call), be it by StopContact: the API of
the service is answered too (endpoint). deployment wires all of it to a deployed stage.
"""
