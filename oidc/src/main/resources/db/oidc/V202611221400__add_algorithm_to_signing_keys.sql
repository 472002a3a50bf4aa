alter table signing_keys add column algorithm text not null default 'RS256';
