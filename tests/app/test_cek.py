from tests.app.kecil import *


def test_x(salin):
    import time

    for n in ("mulai", "november", "desember", "tertutup", "setahun"):
        t = time.time()
        f = salin(n)
        d = jalankan(f, "cek")
        print(n, d, time.time() - t)
    assert 0
