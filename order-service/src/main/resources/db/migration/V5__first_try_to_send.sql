-- traceparent of the span that first tried to send the event, to which those of later tries link.
alter table outbox add column first_try text;
