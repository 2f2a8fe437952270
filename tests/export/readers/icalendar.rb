# Reads a calendar with the icalendar gem.
# usage: ruby icalendar.rb FILE; prints JSON {uid: [start, end]}, times in UTC, days as dates
require "stringio"
require "json"
require "icalendar"

found = {}
Icalendar::Calendar.parse(File.read(ARGV[0], encoding: "UTF-8")).first.events.each do |event|
  found[event.uid.to_s] = [event.dtstart, event.dtend].map do |time|
    if time.is_a?(Icalendar::Values::Date)
      time.strftime("%Y%m%d")
    else
      time.to_time.utc.strftime("%Y%m%dT%H%M%SZ")
    end
  end
end
puts found.to_json
