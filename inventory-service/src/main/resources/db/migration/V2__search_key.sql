-- What a search compares: the same for upper and lower case and for composed and decomposed characters.
-- Upper case, because lower case has two forms of sigma; ICU, because the rules of the locale may know ASCII alone.
create function search_key(text) returns text
    language sql immutable parallel safe
    return normalize(upper($1 collate "und-x-icu"), nfc);
