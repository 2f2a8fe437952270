<?php
// Reads a calendar with sabre/vobject and validates it.
// usage: php sabre.php FILE; prints JSON {uid: [start, end]}, times in UTC, days as dates
error_reporting(E_ERROR);
spl_autoload_register(function ($name) {
    $file = '/usr/share/php/' . str_replace('\\', '/', $name) . '.php';
    if (file_exists($file)) {
        require_once $file;
    }
});
$calendar = Sabre\VObject\Reader::read(file_get_contents($argv[1]));
foreach ($calendar->validate() as $issue) {
    fwrite(STDERR, $issue['message'] . "\n");
    exit(1);
}
$found = [];
foreach ($calendar->VEVENT as $event) {
    foreach (['DTSTART', 'DTEND'] as $name) {
        $time = $event->{$name}->getDateTime();
        $isDay = strlen((string) $event->{$name}) == 8;
        $found[(string) $event->UID][] = $isDay
            ? $time->format('Ymd')
            : $time->setTimezone(new DateTimeZone('UTC'))->format('Ymd\THis\Z');
    }
}
echo json_encode($found);
