"""A report that would like to be code, and to turn its line around."""

EVIL = (
    "</script><script>window.pwned = true</script><img src=x onerror='window.pwned = true'> "
    "\u202egnisirev\u202c &amp; the rebels captured Khan Tuman on 6 August 2016."
)
