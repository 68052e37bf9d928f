-- Addresses are compared in Unicode's form NFC. Of several users whose addresses are the same in this form, one keeps
-- it: the one that has it already, else the first. The others cannot log in any more.
update users set email = normalize(email, nfc)
where id in (
    select distinct on (normalize(email, nfc)) id
    from users
    order by normalize(email, nfc), email is nfc normalized desc, created_at, id)
and email is not nfc normalized;
